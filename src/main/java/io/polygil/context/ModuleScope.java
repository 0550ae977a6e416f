package io.polygil.context;

/**
 * What the Java objects of a module may use in the context that imports it.
 *
 * @param errors raises Python exceptions
 * @param values converts arguments and results
 */
public record ModuleScope(PythonErrors errors, Values values) {}
