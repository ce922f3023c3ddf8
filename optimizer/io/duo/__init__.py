"""DUO's open files on schools, and tables of postcodes, read into the schools of one samenwerkingsverband.

The files are those of DUO's open education data: 02 (all sites for basisonderwijs), 09 (SBO, SO and VSO) and 06 (pupils
by site and year). Encodings and separators differ between them and between years, so both are found in the file itself.
A file that is something else is refused; a row that is odd is kept, mended or left out, and said, with its line.
"""

from optimizer.io.duo.importing import DuoFiles, DuoImport, import_duo
from optimizer.io.duo.notes import Notice, notice_data, notice_text
from optimizer.io.duo.table import Seen

__all__ = ["DuoFiles", "DuoImport", "Notice", "Seen", "import_duo", "notice_data", "notice_text"]
