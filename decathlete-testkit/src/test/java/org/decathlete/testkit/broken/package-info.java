/** Code that breaks the walls, so that a test can prove that they notice. */
package org.decathlete.testkit.broken;
