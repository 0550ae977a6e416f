/**
 * What makes the command start fast: a Java runtime with the Graal compiler inside, and an
 * ahead-of-time cache of the libraries' classes that a start needs. The launcher's build makes
 * both; nothing of it runs when Polygil is used as a library.
 */
@org.jspecify.annotations.NullMarked
package io.polygil.image;
