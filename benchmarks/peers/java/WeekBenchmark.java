import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.lookup.PlanningId;
import ai.timefold.solver.core.api.domain.solution.PlanningEntityCollectionProperty;
import ai.timefold.solver.core.api.domain.solution.PlanningScore;
import ai.timefold.solver.core.api.domain.solution.PlanningSolution;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.domain.variable.PlanningVariable;
import ai.timefold.solver.core.api.score.buildin.bendablelong.BendableLongScore;
import ai.timefold.solver.core.api.score.calculator.IncrementalScoreCalculator;
import ai.timefold.solver.core.api.solver.SolverFactory;
import ai.timefold.solver.core.config.constructionheuristic.ConstructionHeuristicPhaseConfig;
import ai.timefold.solver.core.config.heuristic.selector.move.composite.UnionMoveSelectorConfig;
import ai.timefold.solver.core.config.heuristic.selector.move.generic.ChangeMoveSelectorConfig;
import ai.timefold.solver.core.config.heuristic.selector.move.generic.SwapMoveSelectorConfig;
import ai.timefold.solver.core.config.localsearch.LocalSearchPhaseConfig;
import ai.timefold.solver.core.config.localsearch.decider.acceptor.LocalSearchAcceptorConfig;
import ai.timefold.solver.core.config.localsearch.decider.forager.LocalSearchForagerConfig;
import ai.timefold.solver.core.config.score.director.ScoreDirectorFactoryConfig;
import ai.timefold.solver.core.config.solver.SolverConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StreamTokenizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The visits of a week in Timefold: one variable per request over (begeleider, set of half days).
 *
 * Usage: java WeekBenchmark INPUT OUTPUT SECONDS SEED. The input is numbers in the order in which {@link Problem} reads
 * them; the output has a line per begeleider and day: begeleider, day, then pairs of request and half day in order.
 */
public final class WeekBenchmark {
    /** Minutes that stand for unreachable. */
    static final int FAR = 10_000;
    /** Stops of a half day of which every order is tried; no window holds more. */
    static final int MOST_STOPS = 6;
    static final int HALF_DAYS = 10;
    static final int SOFT_LEVELS = 5;
    static final int RUNNING = 0;
    static final int UNMET = 1;
    static final int TRAVEL = 4;

    /** A possible visit of a request by somebody: when, and within which clock times it starts. */
    record Option(int halfDay, int earliest, int latest) {}

    /**
     * A value of the variable: visits by one begeleider in a set of half days (a bit each). It is the same value for all
     * requests, so that two of them can swap theirs.
     */
    public record Choice(int begeleider, int halfDays) {
        int visits() {
            return Integer.bitCount(halfDays);
        }
    }

    /** A request; its choices are all it may be given. */
    @PlanningEntity
    public static class Request {
        @PlanningId public int id;
        int priority;
        int minutes;
        int due;
        int place;
        int running;
        int school;
        int[] budgets;
        final Map<Integer, Option> options = new HashMap<>();
        @ValueRangeProvider public List<Choice> choices = new ArrayList<>();

        @PlanningVariable(allowsUnassigned = true)
        public Choice choice;

        public Request() {}

        /** The visits of the choice, in order of time. */
        List<Option> visits() {
            List<Option> found = new ArrayList<>();
            for (int halfDay = 0; choice != null && halfDay < HALF_DAYS; halfDay++) {
                if ((choice.halfDays & 1 << halfDay) != 0) {
                    found.add(options.get(HALF_DAYS * choice.begeleider + halfDay));
                }
            }
            return found;
        }
    }

    /** Everything; score levels are hard, then running, unmet urgent, normal, low, travel. */
    @PlanningSolution
    public static class Week {
        @PlanningEntityCollectionProperty public List<Request> requests;

        @PlanningScore(bendableHardLevelsSize = 1, bendableSoftLevelsSize = SOFT_LEVELS)
        public BendableLongScore score;

        public Week() {}
    }

    /** What does not change during the search. */
    static final class Problem {
        final int[][][] legs;
        final int[] mode;
        final int[] base;
        final int[] contract;
        final int[] mostPlaces;
        final int minBreak;
        final int admin;
        final boolean[] paid = new boolean[3];
        final int[] budgets;
        final Week week = new Week();

        Problem(Path file) throws IOException {
            try (BufferedReader reader = Files.newBufferedReader(file)) {
                StreamTokenizer in = new StreamTokenizer(reader);
                int places = next(in);
                legs = new int[next(in)][places][places];
                for (int[][] table : legs) {
                    for (int[] row : table) {
                        fill(in, row);
                    }
                }
                int staff = next(in);
                mode = new int[staff];
                base = new int[staff];
                contract = new int[staff];
                mostPlaces = new int[staff];
                for (int b = 0; b < staff; b++) {
                    mode[b] = next(in);
                    base[b] = next(in);
                    contract[b] = next(in);
                    mostPlaces[b] = next(in);
                }
                minBreak = next(in);
                admin = next(in);
                for (int kind = 0; kind < paid.length; kind++) {
                    paid[kind] = next(in) == 1;
                }
                budgets = new int[next(in)];
                fill(in, budgets);
                int requests = next(in);
                week.requests = new ArrayList<>();
                for (int id = 0; id < requests; id++) {
                    week.requests.add(request(in, id));
                }
            }
        }

        private static Request request(StreamTokenizer in, int id) throws IOException {
            Request r = new Request();
            r.id = id;
            r.priority = next(in);
            r.minutes = next(in);
            r.due = next(in);
            r.place = next(in);
            r.running = next(in);
            r.school = next(in);
            r.budgets = new int[next(in)];
            fill(in, r.budgets);
            int[] who = new int[next(in)];
            int[] when = new int[who.length];
            for (int i = 0; i < who.length; i++) {
                who[i] = next(in);
                when[i] = next(in);
                r.options.put(HALF_DAYS * who[i] + when[i], new Option(when[i], next(in), next(in)));
            }
            int choices = next(in);
            for (int c = 0; c < choices; c++) {
                int halfDays = 0;
                int begeleider = 0;
                for (int left = next(in); left > 0; left--) {
                    int i = next(in);
                    begeleider = who[i];
                    halfDays |= 1 << when[i];
                }
                r.choices.add(new Choice(begeleider, halfDays));
            }
            return r;
        }

        private static int next(StreamTokenizer in) throws IOException {
            if (in.nextToken() != StreamTokenizer.TT_NUMBER) {
                throw new IOException("a number is missing");
            }
            return (int) in.nval;
        }

        private static void fill(StreamTokenizer in, int[] row) throws IOException {
            for (int i = 0; i < row.length; i++) {
                row[i] = next(in);
            }
        }
    }

    /** A visit as part of a day. */
    record Stop(Request request, Option option) {}

    /** The best order of a day: minutes late, minutes of travel, paid minutes of it. */
    record Day(int late, int travel, int paid, List<Stop> order) {}

    /** Finds the best order of the stops of a day by trying all, morning and afternoon together. */
    static final class Days {
        private static final Day EMPTY = new Day(0, 0, 0, List.of());
        private static final int MOST_KEPT = 400_000;
        private final Problem problem;
        private final Map<List<Integer>, Day> known = new HashMap<>();
        private int[][] table;
        private int base;
        private int bestLate;
        private int bestTravel;
        private int bestPaid;
        private Stop[] stops;
        private Stop[] order;
        private Stop[] best;

        Days(Problem problem) {
            this.problem = problem;
        }

        Day of(int begeleider, List<Stop> given) {
            if (given.isEmpty()) {
                return EMPTY;
            }
            Stop[] sorted = given.toArray(new Stop[0]);
            Arrays.sort(sorted, (a, b) -> a.option.halfDay != b.option.halfDay
                    ? a.option.halfDay - b.option.halfDay : a.request.id - b.request.id);
            List<Integer> key = new ArrayList<>(1 + 2 * sorted.length);
            key.add(begeleider);
            for (Stop stop : sorted) {
                key.add(stop.request.id);
                key.add(stop.option.halfDay);
            }
            Day found = known.get(key);
            if (found == null) {
                if (known.size() >= MOST_KEPT) {
                    known.clear();
                }
                found = search(begeleider, sorted);
                known.put(key, found);
            }
            return found;
        }

        private Day search(int begeleider, Stop[] sorted) {
            int excess = excess(sorted);
            if (excess > 0) {
                return new Day(excess, 0, 0, List.of(sorted));
            }
            table = problem.legs[problem.mode[begeleider]];
            base = problem.base[begeleider];
            stops = sorted;
            order = new Stop[sorted.length];
            bestLate = Integer.MAX_VALUE;
            extend(0, 0, base, -1, 0, 0, 0, 0);
            return new Day(bestLate, bestTravel, bestPaid, List.of(best));
        }

        /** Minutes of work above what fits between first start and last end of a half day, whatever the order. */
        private static int excess(Stop[] sorted) {
            int total = 0;
            for (int from = 0, to; from < sorted.length; from = to) {
                int work = 0;
                int first = Integer.MAX_VALUE;
                int last = 0;
                for (to = from; to < sorted.length && sorted[to].option.halfDay == sorted[from].option.halfDay; to++) {
                    work += sorted[to].request.minutes;
                    first = Math.min(first, sorted[to].option.earliest);
                    last = Math.max(last, sorted[to].option.latest + sorted[to].request.minutes);
                }
                int over = Math.max(0, work - (last - first));
                total += to - from > MOST_STOPS ? Math.max(over, FAR) : over;
            }
            return total;
        }

        private void extend(int made, int used, int here, int half, int ready, int late, int travel, int paid) {
            if (late > bestLate || late == bestLate && travel >= bestTravel) {
                return;
            }
            if (made == stops.length) {
                int home = table[here][base];
                if (late < bestLate || travel + home < bestTravel) {
                    bestLate = late;
                    bestTravel = travel + home;
                    bestPaid = paid + (problem.paid[0] ? home : 0);
                    best = order.clone();
                }
                return;
            }
            int current = Integer.MAX_VALUE;
            boolean same = false;
            for (int i = 0; i < stops.length; i++) {
                if ((used & 1 << i) == 0) {
                    current = Math.min(current, stops[i].option.halfDay);
                    same |= stops[i].option.halfDay == half && stops[i].request.place == here;
                }
            }
            for (int i = 0; i < stops.length; i++) {
                Stop stop = stops[i];
                int place = stop.request.place;
                // afternoon after morning; stops at one place stay together
                if ((used & 1 << i) != 0 || stop.option.halfDay != current || same && place != here) {
                    continue;
                }
                int leg = table[here][place];
                int kind = half < 0 ? 0 : half == current ? 1 : 2;
                int from = half < 0 ? 0 : ready + leg + (kind == 2 ? problem.minBreak : 0);
                int start = Math.max(stop.option.earliest, from);
                order[made] = stop;
                extend(made + 1, used | 1 << i, place, current, start + stop.request.minutes,
                        late + Math.max(0, start - stop.option.latest) + (leg >= FAR ? FAR : 0),
                        travel + leg, paid + (problem.paid[kind] ? leg : 0));
            }
        }
    }

    /** Keeps the score while visits come and go. */
    public static class Score implements IncrementalScoreCalculator<Week, BendableLongScore> {
        private static Problem problem;
        private final Days days = new Days(problem);
        private final long[] soft = new long[SOFT_LEVELS];
        private long hard;
        private List<List<Stop>> stops;
        private Day[] day;
        private long[] work;
        private long[] spent;
        private Map<Integer, int[]> ibs;

        @Override
        public void resetWorkingSolution(Week week) {
            int staff = problem.base.length;
            stops = new ArrayList<>();
            for (int i = 0; i < 5 * staff; i++) {
                stops.add(new ArrayList<>());
            }
            day = new Day[5 * staff];
            Arrays.fill(day, Days.EMPTY);
            work = new long[staff];
            spent = new long[problem.budgets.length];
            ibs = new HashMap<>();
            Arrays.fill(soft, 0);
            hard = 0;
            for (Request r : week.requests) {
                soft[UNMET + r.priority] -= (long) r.due * r.minutes;
                soft[RUNNING] -= r.running >= 0 ? 1 : 0;
                change(r, 1);
            }
        }

        private void change(Request r, int sign) {
            if (r.choice == null) {
                return;
            }
            int b = r.choice.begeleider;
            long minutes = (long) r.choice.visits() * r.minutes;
            soft[UNMET + r.priority] += sign * minutes;
            soft[RUNNING] += r.running == b ? sign : 0;
            hard += over(work[b], problem.contract[b]);
            work[b] += sign * (minutes + (long) r.choice.visits() * problem.admin);
            for (Option visit : r.visits()) {
                int index = 5 * b + visit.halfDay / 2;
                Day before = day[index];
                hard += before.late + crowd(b, stops.get(index));
                if (sign > 0) {
                    stops.get(index).add(new Stop(r, visit));
                } else {
                    stops.get(index).removeIf(s -> s.request == r);
                }
                Day after = days.of(b, stops.get(index));
                day[index] = after;
                hard -= after.late + crowd(b, stops.get(index));
                work[b] += after.paid - before.paid;
                soft[TRAVEL] += before.travel - after.travel;
                if (r.school >= 0) {
                    call(r.school * HALF_DAYS + visit.halfDay, b, sign);
                }
            }
            hard -= over(work[b], problem.contract[b]);
            for (int budget : r.budgets) {
                hard += over(spent[budget], problem.budgets[budget]);
                spent[budget] += sign * minutes;
                hard -= over(spent[budget], problem.budgets[budget]);
            }
        }

        private static long over(long used, long limit) {
            return Math.max(0, used - limit);
        }

        /** Places above the most of a half day, both half days of a day added. */
        private static int crowd(int b, List<Stop> given) {
            int most = problem.mostPlaces[b];
            int total = 0;
            for (int part = 0; part < 2 && given.size() > most; part++) {
                int places = 0;
                for (int i = 0; i < given.size(); i++) {
                    boolean first = given.get(i).option.halfDay % 2 == part;
                    for (int j = 0; first && j < i; j++) {
                        first = given.get(j).option.halfDay % 2 != part
                                || given.get(j).request.place != given.get(i).request.place;
                    }
                    places += first ? 1 : 0;
                }
                total += Math.max(0, places - most);
            }
            return total;
        }

        /** One begeleider makes the IB visits of a school in a half day. */
        private void call(int moment, int b, int sign) {
            int[] calls = ibs.computeIfAbsent(moment, k -> new int[problem.base.length]);
            hard += over(Arrays.stream(calls).filter(n -> n > 0).count(), 1);
            calls[b] += sign;
            hard -= over(Arrays.stream(calls).filter(n -> n > 0).count(), 1);
        }

        @Override public void beforeEntityAdded(Object entity) {}

        @Override
        public void afterEntityAdded(Object entity) {
            change((Request) entity, 1);
        }

        @Override
        public void beforeVariableChanged(Object entity, String variableName) {
            change((Request) entity, -1);
        }

        @Override
        public void afterVariableChanged(Object entity, String variableName) {
            change((Request) entity, 1);
        }

        @Override
        public void beforeEntityRemoved(Object entity) {
            change((Request) entity, -1);
        }

        @Override public void afterEntityRemoved(Object entity) {}

        @Override
        public BendableLongScore calculateScore() {
            return BendableLongScore.of(new long[] {hard}, soft.clone());
        }
    }

    /** Steps after which late acceptance compares; annealing came out no better. */
    static final int LATE_SIZE = 400;

    private WeekBenchmark() {}

    /** Change moves, and swaps half as often; one accepted move is a step. */
    private static LocalSearchPhaseConfig search() {
        ChangeMoveSelectorConfig change = new ChangeMoveSelectorConfig();
        change.setFixedProbabilityWeight(1.0);
        SwapMoveSelectorConfig swap = new SwapMoveSelectorConfig();
        swap.setFixedProbabilityWeight(0.5);
        UnionMoveSelectorConfig moves = new UnionMoveSelectorConfig();
        moves.setMoveSelectorList(List.of(change, swap));
        LocalSearchAcceptorConfig acceptor = new LocalSearchAcceptorConfig();
        acceptor.setLateAcceptanceSize(LATE_SIZE);
        LocalSearchForagerConfig forager = new LocalSearchForagerConfig();
        forager.setAcceptedCountLimit(1);
        LocalSearchPhaseConfig phase = new LocalSearchPhaseConfig();
        phase.setMoveSelectorConfig(moves);
        phase.setAcceptorConfig(acceptor);
        phase.setForagerConfig(forager);
        return phase;
    }

    /** Reads, solves, writes. */
    public static void main(String[] args) throws IOException {
        Problem problem = new Problem(Path.of(args[0]));
        Score.problem = problem;
        SolverConfig config = new SolverConfig()
                .withSolutionClass(Week.class)
                .withEntityClasses(Request.class)
                .withScoreDirectorFactory(new ScoreDirectorFactoryConfig().withIncrementalScoreCalculatorClass(Score.class))
                .withPhases(new ConstructionHeuristicPhaseConfig(), search())
                .withRandomSeed(Long.parseLong(args[3]))
                .withTerminationSpentLimit(Duration.ofMillis((long) (1000 * Double.parseDouble(args[2]))));
        Week found = SolverFactory.<Week>create(config).buildSolver().solve(problem.week);
        List<String> lines = new ArrayList<>();
        lines.add(found.score.hardScore(0) == 0 ? "1" : "0");
        Days days = new Days(problem);
        for (int b = 0; b < problem.base.length; b++) {
            for (int d = 0; d < 5; d++) {
                List<Stop> stops = new ArrayList<>();
                for (Request r : found.requests) {
                    if (r.choice != null && r.choice.begeleider == b) {
                        for (Option visit : r.visits()) {
                            if (visit.halfDay / 2 == d) {
                                stops.add(new Stop(r, visit));
                            }
                        }
                    }
                }
                StringBuilder line = new StringBuilder().append(b).append(' ').append(d);
                for (Stop stop : days.of(b, stops).order) {
                    line.append(' ').append(stop.request.id).append(' ').append(stop.option.halfDay);
                }
                lines.add(line.toString());
            }
        }
        Files.write(Path.of(args[1]), lines);
    }
}
