"""The diary of the fieldwork, meetings with people, sites on the day, calendar feeds, my week."""
