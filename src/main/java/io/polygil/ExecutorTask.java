package io.polygil;

import io.polygil.kernel.Buffer;
import java.util.List;

/**
 * A call that a ContextPoolExecutor has handed over to be made in another context.
 *
 * @param id its number in its executor
 * @param call the pickled call
 * @param shared the Buffers to which the call refers by their index
 */
record ExecutorTask(long id, Buffer call, List<Buffer> shared) {}
