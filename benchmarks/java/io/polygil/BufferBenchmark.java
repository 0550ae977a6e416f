package io.polygil;

import io.polygil.kernel.Buffer;
import io.polygil.kernels.DoubleArrays;
import io.polygil.kernels.Images;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Document 002's arrays and images: the kernels alone, and called from Python with each kind of
 * argument. A call from the host into Python and back is part of the latter.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
public class BufferBenchmark {
  private static final String ROWS =
      """
      from array import array
      from polygil import Buffer
      from arrays import process_array
      from images import process_image
      doubles = array("d", bytes(8_000_000))
      pixels = bytearray(512 * 512 * 3)
      double_buffer, pixel_buffer = Buffer(doubles), Buffer(pixels)
      def array_from_array():
          return len(process_array(doubles))
      def array_from_buffer():
          return len(process_array(double_buffer))
      def image_from_bytearray():
          return len(process_image(pixels))
      def image_from_buffer():
          return len(process_image(pixel_buffer))
      def bytes_of_image():
          return len(bytes(pixel_buffer))
      """;

  private final Buffer doubles = Buffer.copyOf(new double[1_000_000]);
  private final Buffer pixels = Buffer.copyOf(new byte[512 * 512 * 3]);
  private PythonPool pool;
  private PythonLease lease;

  @Setup
  public void start() {
    pool = PythonPool.builder().maximumSize(1).kernels(DoubleArrays.class, Images.class).build();
    lease = pool.acquire();
    lease.exec(
        "import sys, types\nrows = sys.modules['rows'] = types.ModuleType('rows')\n"
            + "exec('''"
            + ROWS
            + "''', rows.__dict__)");
  }

  @TearDown
  public void stop() {
    lease.close();
    pool.close();
  }

  @Benchmark
  public Buffer array() {
    return DoubleArrays.process_array(doubles, null);
  }

  @Benchmark
  public Buffer image() {
    return Images.process_image(pixels, null);
  }

  @Benchmark
  public long arrayFromPythonArray() {
    return lease.call("rows:array_from_array", Long.class);
  }

  @Benchmark
  public long arrayFromPythonBuffer() {
    return lease.call("rows:array_from_buffer", Long.class);
  }

  @Benchmark
  public long imageFromPythonBytearray() {
    return lease.call("rows:image_from_bytearray", Long.class);
  }

  @Benchmark
  public long imageFromPythonBuffer() {
    return lease.call("rows:image_from_buffer", Long.class);
  }

  @Benchmark
  public long bytesOfBuffer() {
    return lease.call("rows:bytes_of_image", Long.class);
  }
}
