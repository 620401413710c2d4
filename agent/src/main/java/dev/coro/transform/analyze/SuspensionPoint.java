package dev.coro.transform.analyze;

import java.util.BitSet;
import java.util.List;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * A call that may suspend, and the state behind it.
 *
 * @param call the call
 * @param index of the call in the method's instructions
 * @param line source line, 0 if unknown
 * @param locals type of each local slot behind the call, as in stack-map frames; the second slot of
 *     a wide value is TOP
 * @param below types of the values waiting on the operand stack below the call's result, bottom
 *     first, one entry a value
 * @param live local slots whose values are needed when the call returns or throws
 * @param monitors local slots of the monitors that are held, outermost first
 */
public record SuspensionPoint(
    MethodInsnNode call,
    int index,
    int line,
    List<Object> locals,
    List<Object> below,
    BitSet live,
    List<Integer> monitors) {}
