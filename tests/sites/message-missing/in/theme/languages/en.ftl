chant-heading = Chants for the march
