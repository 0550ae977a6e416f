package io.polygil.kernel;

/**
 * Which kernel was called.
 *
 * @param module the Python module's name
 * @param function the Python function's name
 * @param gil what the kernel does with the GIL
 */
public record KernelCall(String module, String function, Gil gil) {}
