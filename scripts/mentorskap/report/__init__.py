"""What the reports say, and one module for each of the four formats that print it.

`terminal`, `markdown`, `github` and `json_v1` each print every report. `phrases`, `reasons`,
`changes`, `access` and `personal` hold the sentences and the content that they share.
"""
