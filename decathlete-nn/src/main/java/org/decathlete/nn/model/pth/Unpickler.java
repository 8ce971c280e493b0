package org.decathlete.nn.model.pth;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a Python pickle as plain values and nothing else: maps, sets, lists (also for tuples), texts, {@link Long}, {@link Double},
 * {@link Boolean}, null, bytes and {@link StoredTensor}. It knows the opcodes that writers of tensors use and the names of
 * {@link PickleGlobal}; whatever else a pickle asks for is refused. An allowance bounds how much a small pickle can grow to by naming the same value again and again.
 */
final class Unpickler {
    /** A checkpoint of 8000 epochs and 24 classes, all logged, takes about a fifth. */
    private static final int ALLOWANCE = 1 << 24;

    /** What an object costs beside a step. */
    private static final int OBJECT = 8;

    private final PickleBytes bytes;
    private final Function<List<@Nullable Object>, Object> persistent;
    private final List<@Nullable Object> stack = new ArrayList<>();
    private final Deque<Integer> marks = new ArrayDeque<>();
    private final Map<Integer, @Nullable Object> memo = new HashMap<>();
    private int allowance = ALLOWANCE;

    /** @param persistent what a persistent id, the contents of a tuple, stands for */
    Unpickler(byte[] pickle, Function<List<@Nullable Object>, Object> persistent) {
        this.bytes = new PickleBytes(pickle);
        this.persistent = persistent;
    }

    /** @throws PickleException when the pickle is damaged or asks for more than tensors */
    @Nullable
    Object read() {
        while (true) {
            int opcode = bytes.unsignedByte();
            if (opcode == '.') {
                return result();
            }
            spend(1);
            if (!constant(opcode) && !memory(opcode) && !collection(opcode)) {
                call(opcode);
            }
        }
    }

    private @Nullable Object result() {
        if (stack.size() != 1 || !marks.isEmpty()) {
            throw new PickleException("ends with " + stack.size() + " values instead of one");
        }
        return stack.get(0);
    }

    private void spend(int cost) {
        allowance -= cost;
        if (allowance < 0) {
            throw new PickleException("makes more objects than weights and logs need");
        }
    }

    private void push(Object container) {
        spend(OBJECT);
        stack.add(container);
    }

    /** Opcodes that push a value of their own. */
    private boolean constant(int opcode) {
        switch (opcode) {
            case 'N' -> stack.add(null);
            case 0x88 -> stack.add(true);
            case 0x89 -> stack.add(false);
            case 'J' -> stack.add((long) bytes.signedInt());
            case 'K' -> stack.add((long) bytes.unsignedByte());
            case 'M' -> stack.add((long) bytes.unsignedShort());
            case 0x8a -> stack.add(bytes.integer(bytes.unsignedByte()));
            case 'G' -> stack.add(bytes.bigEndianDouble());
            case 'X' -> stack.add(bytes.text(bytes.length()));
            case 0x8c -> stack.add(bytes.text(bytes.unsignedByte()));
            case 'B' -> stack.add(bytes.bytes(bytes.length()));
            case 'C' -> stack.add(bytes.bytes(bytes.unsignedByte()));
            case '}' -> push(new LinkedHashMap<@Nullable Object, @Nullable Object>());
            case ']', ')' -> push(new ArrayList<@Nullable Object>());
            case 0x8f -> push(new LinkedHashSet<@Nullable Object>());
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Opcodes of the memo, the marks and the framing. */
    private boolean memory(int opcode) {
        switch (opcode) {
            case 'q' -> memo.put(bytes.unsignedByte(), top());
            case 'r' -> memo.put(bytes.signedInt(), top());
            case 0x94 -> memo.put(memo.size(), top());
            case 'h' -> stack.add(remembered(bytes.unsignedByte()));
            case 'j' -> stack.add(remembered(bytes.signedInt()));
            case '(' -> marks.push(stack.size());
            case '0' -> pop();
            case 0x80 -> requireProtocol(bytes.unsignedByte());
            case 0x95 -> bytes.longLength();
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Opcodes that put values into lists, tuples and maps. */
    private boolean collection(int opcode) {
        switch (opcode) {
            case 'a' -> append(popLast(1));
            case 'e' -> append(popToMark());
            case 's' -> put(popLast(2));
            case 'u' -> put(popToMark());
            case 't' -> push(popToMark());
            case 0x85 -> push(popLast(1));
            case 0x86 -> push(popLast(2));
            case 0x87 -> push(popLast(3));
            case 0x90 -> add(popToMark());
            case 0x91 -> push(PickleGlobal.set(popToMark()));
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Opcodes that name, call or fill an object. */
    private void call(int opcode) {
        switch (opcode) {
            case 'c' -> stack.add(PickleGlobal.of(bytes.line(), bytes.line()));
            case 0x93 -> {
                String name = pop(String.class);
                stack.add(PickleGlobal.of(pop(String.class), name));
            }
            case 'R' -> {
                List<@Nullable Object> arguments = list(pop());
                PickleGlobal global = pop(PickleGlobal.class);
                spend(OBJECT + global.cost(arguments));
                stack.add(global.call(arguments));
            }
            case 'b' -> build(pop());
            case 'Q' -> stack.add(persistent.apply(list(pop())));
            default ->
                throw new PickleException(String.format("has the opcode 0x%02x, which weights do not need", opcode));
        }
    }

    /** State of an OrderedDict is of no concern; of a NumPy type it holds the byte order. */
    private void build(@Nullable Object state) {
        if (top() instanceof PickleGlobal.NumpyType type) {
            type.check(state);
        } else if (!(top() instanceof Map<?, ?>)) {
            throw new PickleException("fills an object that weights do not need");
        }
    }

    private void add(List<@Nullable Object> values) {
        if (!(top() instanceof LinkedHashSet<?>)) {
            throw new PickleException("uses something as a set that is none");
        }
        @SuppressWarnings("unchecked")
        Set<@Nullable Object> set = (Set<@Nullable Object>) top();
        set.addAll(PickleGlobal.set(values));
    }

    private void append(List<@Nullable Object> values) {
        list(top()).addAll(values);
    }

    private void put(List<@Nullable Object> pairs) {
        if (!(top() instanceof Map<?, ?>) || pairs.size() % 2 != 0) {
            throw new PickleException("puts entries into something that is no map");
        }
        @SuppressWarnings("unchecked")
        Map<@Nullable Object, @Nullable Object> map = (Map<@Nullable Object, @Nullable Object>) top();
        for (int i = 0; i < pairs.size(); i += 2) {
            map.put(PickleGlobal.key(pairs.get(i)), pairs.get(i + 1));
        }
    }

    private List<@Nullable Object> popToMark() {
        if (marks.isEmpty()) {
            throw new PickleException("closes a group that it did not open");
        }
        return popLast(stack.size() - marks.pop());
    }

    private List<@Nullable Object> popLast(int count) {
        if (count < 0 || count > stack.size()) {
            throw new PickleException("takes more values than there are");
        }
        List<@Nullable Object> tail = stack.subList(stack.size() - count, stack.size());
        List<@Nullable Object> values = new ArrayList<>(tail);
        tail.clear();
        return values;
    }

    private @Nullable Object pop() {
        return popLast(1).get(0);
    }

    private <T> T pop(Class<T> type) {
        Object value = pop();
        if (!type.isInstance(value)) {
            throw new PickleException("uses a value of the wrong kind");
        }
        return type.cast(value);
    }

    private @Nullable Object top() {
        if (stack.isEmpty()) {
            throw new PickleException("takes more values than there are");
        }
        return stack.get(stack.size() - 1);
    }

    private @Nullable Object remembered(int index) {
        if (!memo.containsKey(index)) {
            throw new PickleException("recalls a value that it did not store");
        }
        return memo.get(index);
    }

    @SuppressWarnings("unchecked")
    private static List<@Nullable Object> list(@Nullable Object value) {
        if (!(value instanceof ArrayList<?>)) {
            throw new PickleException("uses something as a list that is none");
        }
        return (List<@Nullable Object>) value;
    }

    private static void requireProtocol(int version) {
        if (version > 5) {
            throw new PickleException("is of protocol " + version + ", newer than 5");
        }
    }
}
