hello Good morning
