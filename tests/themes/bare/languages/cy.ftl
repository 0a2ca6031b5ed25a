# Digon o Gymraeg ar gyfer y gwefannau bach.
imprint = Hyrwyddwyd gan { $promoter } o { $address }.
imprint-on-behalf = Hyrwyddwyd gan { $promoter } o { $address } ar ran { $others }.
imprint-party = { $name } o { $address }
list-and = { $first } a { $last }
