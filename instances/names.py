"""Words for names of made-up places, schools, besturen and staff; no real school or person is meant."""

from __future__ import annotations

SCHOOLS: tuple[str, ...] = (
    "De Wilg", "Het Kompas", "De Vuurvlinder", "De Regenboog", "Het Anker", "De Zonnebloem", "De Springplank",
    "Het Mozaïek", "De Wegwijzer", "De Kastanje", "Het Baken", "De Sterrenboog", "De Meander", "Het Palet",
    "De Vlieger", "De Waterlelie", "De Rietvink", "De Hoeksteen", "De Ark", "Het Talent", "De Libel", "De Esdoorn",
    "De Windroos", "Het Spectrum", "De Zwaluw", "De Ontdekking", "De Fontein", "Het Veenpad", "De Kievit",
    "De Toermalijn", "De Bron", "De Kring", "De Morgenster", "De Tweemaster", "Het Klaverblad", "De Driesprong",
    "De Eendracht", "De Zevenster", "De Lindeboom", "De Parel", "Het Kleurenpalet", "De Schakel", "De Klimboom",
    "De Vogelvlucht", "De Wissel", "Het Startpunt", "De Rank", "De Stromen", "De Hoogakker", "De Polderhof",
    "De Nachtegaal", "De Trekvogel", "De Oversteek", "Het Noorderlicht", "De Horizon", "De Veldleeuwerik",
    "De Molenwiek", "De Sluis", "De Waterval", "De Wereldboom", "De Appelgaard", "De Knotwilg", "De Boomgaard",
    "De Ringvaart", "De Gouwe", "De Paperclip", "De Duizendpoot", "De Bijenkorf", "De Vijver", "De Egelantier",
)  # fmt: skip

VILLAGES: tuple[str, ...] = (
    "Wieringsveen", "Oudemeer", "Zevenkade", "Rietwetering", "Langeveld", "Hoogmeije", "Noordveen", "Aardrecht",
    "Meerdijk", "Broeksloot", "Westerkade", "Veldhuizen aan de Meije", "Papenmeer", "Zwammerveen", "Langeraarse",
    "Kerkvaart", "Slotermeije", "Vrouwenveen", "Achterdrecht", "Hazerveld", "Leimeer", "Rijpsloot", "Wouddijk",
    "Oostveen", "Zuidbroek", "Molenrak", "Woerdenkade", "Treksloot", "Schouwmeer", "Bovenmeije",
)  # fmt: skip

WIJKEN: tuple[str, ...] = ("Noord", "Centrum", "Zuid", "West", "Oost", "Noordoost", "Zuidwest", "Nieuwland")

BESTUREN: tuple[str, ...] = (
    "Stichting De Brede Stroom", "Stichting Openbaar Onderwijs Wiericke", "Stichting Veenrijk Onderwijs",
    "Stichting Katholiek Onderwijs Meije", "Vereniging School met de Bijbel", "Stichting Het Groene Hart",
    "Stichting Montessori Veen", "Stichting Islamitisch Onderwijs", "Vereniging Christelijk Onderwijs Drecht",
    "Stichting Speciaal Onderwijs", "Stichting Vrije School", "Stichting Protestants Onderwijs Rijn",
    "Stichting Dalton Polder", "Stichting Daltonkring", "Stichting Jenaplan Ringvaart", "Stichting De Linde",
    "Stichting Samenwerkingsscholen", "Stichting Waterrijk", "Stichting De Hoeve", "Stichting Kindcentra",
)  # fmt: skip

DENOMINATIONS: tuple[tuple[str, int], ...] = (
    ("Protestants-Christelijk", 32),
    ("Rooms-Katholiek", 28),
    ("Openbaar", 24),
    ("Algemeen bijzonder", 8),
    ("Reformatorisch", 3),
    ("Islamitisch", 3),
    ("Antroposofisch", 2),
)
"""Denominations with weights; close to those of the sites of SWV Rijnstreek on 1-10-2025 (DUO)."""

GIVEN: tuple[str, ...] = (
    "Marijke", "Sanne", "Fatima", "Joost", "Annelies", "Ingrid", "Ellen", "Karin", "Wouter", "Mirjam", "Saskia",
    "Petra", "Esther", "Hanneke", "Yasmina", "Bram", "Carla", "Lotte", "Thijs", "Wilma", "Nadia", "Jolanda", "Femke",
    "Ruud", "Astrid", "Marloes", "Tineke", "Gert", "Simone", "Anouk", "Dirk", "Ilse", "Corrie", "Naima", "Pieter",
)  # fmt: skip

INITIALS = "BDEGHJKLMNPRSTVWZ"
