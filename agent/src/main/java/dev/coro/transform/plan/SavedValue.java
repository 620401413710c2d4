package dev.coro.transform.plan;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.LdcInsnNode;

/**
 * A value that crosses a suspension point.
 *
 * @param type its type as in stack-map frames
 * @param local local slot; -1 for a value on the operand stack
 * @param slot slot of the saved frame, counted among references or among primitives; -1 when the
 *     value is not saved but made again: a constant or null
 * @param constant what loads the value, if it is a constant
 */
public record SavedValue(
    Object type, ValueKind kind, int local, int slot, @Nullable LdcInsnNode constant) {}
