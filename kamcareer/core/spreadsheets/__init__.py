"""Tables that people upload: CSV and XLSX, read into plain values with every cell named as a spreadsheet names it."""
