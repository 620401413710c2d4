package dev.coro.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that runs in a coroutine of a {@link dev.coro.testing.Simulation}: on virtual time, in an
 * order that the seed decides. It fails, too, if coroutines are left over, if one fails that nobody
 * joins, or if it takes too much real time.
 *
 * <pre>{@code
 * @CoroutineTest(seeds = 100)
 * @Suspendable
 * void aYearPasses(SimulationContext context) {
 *   Coroutine.sleep(Duration.ofDays(365));
 *   assertEquals(365, context.time().elapsed().toDays());
 * }
 * }</pre>
 *
 * <p>The method has to be {@code @Suspendable} and may take a {@link
 * dev.coro.testing.SimulationContext}; methods such as those with {@code @BeforeEach} run as plain
 * Java. With several seeds the method runs for each, on one test instance, so it must make anew all
 * that it uses.
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Test
@ExtendWith(CoroutineTestExtension.class)
public @interface CoroutineTest {
  /** The seed, or the first of several. */
  long seed() default 1;

  /** How many seeds; more than one makes it a {@link dev.coro.testing.Exploration}. */
  int seeds() default 1;

  /** 0 for {@code Strategy.random()}, else the depth of {@code Strategy.pct}. */
  int pctDepth() default 0;

  /** Limit of real time for each run; 0 for none, on JUnit's own thread. */
  int timeoutSeconds() default 10;
}
