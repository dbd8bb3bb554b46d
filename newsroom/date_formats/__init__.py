"""How dates are written where Django has no format of a language and takes the English one."""
