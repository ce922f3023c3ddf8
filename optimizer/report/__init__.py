"""What leaves the program for people: the roster as workbook, agenda and page, and the workbook read back.

The room stands on the domain, the rules and io. Packages for workbooks and agendas are optional and imported late.
"""
