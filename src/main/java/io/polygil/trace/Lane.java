package io.polygil.trace;

import org.jspecify.annotations.Nullable;

/**
 * What one thread does in one context, at the moment of looking.
 *
 * @param context the context's number, from 1, in the order in which the watch met them
 * @param thread the Java thread's identifier
 * @param name the thread's name
 * @param state what it does
 * @param kernel the kernel it runs, such as {@code fibonacci.fibonacci_gil}; null outside of
 *     kernels
 */
public record Lane(
    int context, long thread, String name, GilState state, @Nullable String kernel) {}
