package main

/*
#include <string.h>

// The toolkit reads the language of the system while it is loaded, before any of our code
// runs, and complains on stderr when that is C or POSIX (servers, cron, containers). These
// name no language, so they are taken out of the environment before the toolkit looks.
static void __attribute__((constructor)) no_plain_locale(int argc, char **argv, char **envp) {
	static const char *names[] = {"LANG=", "LC_ALL=", "LC_MESSAGES=", "LANGUAGE="};
	(void)argc;
	(void)argv;
	for (; envp != NULL && *envp != NULL; envp++) {
		for (int i = 0; i < 4; i++) {
			size_t n = strlen(names[i]);
			if (strncmp(*envp, names[i], n) != 0) continue;
			const char *v = *envp + n;
			int plain = v[0] == 'C' && (v[1] == 0 || v[1] == '.');
			if (plain || strncmp(v, "POSIX", 5) == 0) (*envp)[0] = 'X'; // XANG=, XC_ALL=
		}
	}
}
*/
import "C"
