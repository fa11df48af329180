"""What a posting says: from its text or hh.ru’s JSON to what may begin a vacancy, each with its line."""
