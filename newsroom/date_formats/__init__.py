"""The formats of dates of languages for which Django has none and takes the English one."""
