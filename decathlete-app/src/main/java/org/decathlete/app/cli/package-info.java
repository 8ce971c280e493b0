/**
 * The command line. Start from {@link org.decathlete.app.cli.Main}; each verb is one class that turns its options into a call of the
 * package that does the work. Machine-readable results go to stdout, everything else to stderr; nothing else of ours prints or exits.
 */
@NullMarked
package org.decathlete.app.cli;

import org.jspecify.annotations.NullMarked;
