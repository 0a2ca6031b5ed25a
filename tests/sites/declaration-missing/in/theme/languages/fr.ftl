imprint = Promu par { $promoter } de { $address }.
imprint-on-behalf = Promu par { $promoter } de { $address } pour { $others }.
imprint-party = { $name } de { $address }
list-and = { $first } et { $last }
