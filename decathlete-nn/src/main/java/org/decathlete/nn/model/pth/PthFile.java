package org.decathlete.nn.model.pth;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipException;
import org.bytedeco.pytorch.Tensor;
import org.decathlete.core.run.AtomicFiles;
import org.decathlete.core.run.DecathleteException;
import org.decathlete.core.run.Hash;
import org.decathlete.nn.model.elements.ElementType;
import org.decathlete.nn.model.zip.ZipDirectory;
import org.decathlete.nn.model.zip.ZipDirectory.Member;
import org.decathlete.nn.tensor.Native;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes the files of PyTorch's {@code torch.save} (the zip form, since 1.6), without executing anything: see
 * {@link Unpickler}. Devices that tensors lay on are ignored. The numbers of tensors stay in the file until they are asked for.
 */
public final class PthFile {
    private static final String PICKLE = "data.pkl";
    private static final long LONGEST_PICKLE = 64L << 20;

    private final Path file;
    private final FileChannel channel;
    private final Map<String, Member> members;
    private final String prefix;
    private final Map<String, TorchStorage> storages = new HashMap<>();

    private PthFile(Path file, FileChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        this.members = ZipDirectory.read(channel);
        String pickle = members.keySet().stream()
                .filter(name -> name.equals(PICKLE) || name.endsWith("/" + PICKLE))
                .findFirst()
                .orElseThrow(() -> new ZipException("it lacks " + PICKLE));
        this.prefix = pickle.substring(0, pickle.length() - PICKLE.length());
    }

    /**
     * What was saved, as plain values: maps, sets, lists (also for tuples), {@link String} (also for devices), {@link Long},
     * {@link Double}, {@link Boolean}, null, byte arrays and {@link StoredTensor}.
     *
     * @throws DecathleteException of kind DATA when the file is absent, damaged, of another format, or asks for anything but data; the
     *     message names what it asked for
     */
    public static Object read(Path file) {
        try (FileChannel channel = FileChannel.open(file)) {
            return new PthFile(file, channel).tree();
        } catch (ZipException e) {
            throw DecathleteException.data(
                    file + " is not a file of torch.save in its zip form: " + e.getMessage()
                            + ". It is damaged, or older than PyTorch 1.6; then load and save it again with a newer one",
                    e);
        } catch (IOException e) {
            throw DecathleteException.data(file + " cannot be read (" + e + ")", e);
        } catch (PickleException e) {
            throw DecathleteException.data(
                    file + " was refused: its pickle " + e.getMessage()
                            + ". If you trust it, save its state_dict alone with torch.save",
                    e);
        }
    }

    /**
     * Writes a file that {@code torch.load} reads, atomically.
     *
     * @param tree values as {@link PythonValue} lists them
     * @throws DecathleteException of kind RESOURCE when the disk refuses, of kind USAGE when it would be larger than 4 GB
     */
    public static void write(Path file, @Nullable Object tree) {
        Native.load();
        String stem = String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "");
        AtomicFiles.write(file, new PthWriter(stem, tree)::writeTo);
    }

    /**
     * A hash of what a file holds, by the checksums of its members.
     *
     * @throws DecathleteException of kind DATA when it cannot be read
     */
    public static String identity(Path file) {
        try (FileChannel channel = FileChannel.open(file)) {
            List<String> members = new ArrayList<>();
            for (Member member : ZipDirectory.read(channel).values()) {
                String name = member.name().substring(member.name().indexOf('/') + 1);
                members.add(name + " " + member.length() + " " + member.identity(channel));
            }
            Collections.sort(members);
            return Hash.of(members.toArray(String[]::new));
        } catch (IOException e) {
            throw DecathleteException.data(file + " cannot be read (" + e + ")", e);
        }
    }

    /**
     * A value inside maps of maps.
     *
     * @param path a key per level
     * @throws DecathleteException of kind DATA when there is no such value
     */
    public static Object at(Object tree, Object... path) {
        Object value = tree;
        for (Object key : path) {
            value = value instanceof Map<?, ?> map ? map.get(key) : null;
        }
        if (value == null) {
            throw DecathleteException.data("a .pth file lacks the entry " + Arrays.toString(path)
                    + "; it was written by something else than expected");
        }
        return value;
    }

    /**
     * The tensors of a map, such as a state dict, on the processor, in this thread's open scope. Those that shared memory when they
     * were saved share it again. Entries that are no tensors are left out.
     *
     * @param dictionary from the tree that {@link #read} gave
     * @throws DecathleteException of kind DATA when it is no map, or the file is no longer there
     */
    public static Map<String, Tensor> tensors(Object dictionary) {
        if (!(dictionary instanceof Map<?, ?> map)) {
            throw DecathleteException.data("expected named tensors in a .pth file, found another structure");
        }
        Native.load();
        Map<TorchStorage, Tensor> read = new HashMap<>();
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        map.forEach((name, value) -> {
            if (value instanceof StoredTensor stored) {
                Tensor elements = read.computeIfAbsent(stored.storage(), TorchStorage::tensor);
                tensors.put(String.valueOf(name), stored.of(elements));
            }
        });
        return tensors;
    }

    private Object tree() throws IOException {
        Member order = members.get(prefix + "byteorder");
        if (order != null && !new String(bytes(order), StandardCharsets.UTF_8).equals("little")) {
            throw new PickleException("has big-endian numbers");
        }
        Object tree = new Unpickler(bytes(member(PICKLE)), this::storage).read();
        if (tree == null) {
            throw new PickleException("holds nothing");
        }
        PickleTree.requirePlain(tree);
        return tree;
    }

    private Object storage(List<@Nullable Object> id) {
        if (id.size() < 5
                || !"storage".equals(id.get(0))
                || !(id.get(1) instanceof PickleGlobal kind)
                || !(id.get(2) instanceof String key)
                || !(id.get(4) instanceof Long elements)) {
            throw new PickleException("refers to something outside that is no storage");
        }
        ElementType type = ElementType.ofStorage(kind.name())
                .orElseThrow(() -> new PickleException("has a storage of the class " + kind.name()));
        TorchStorage storage = storages.computeIfAbsent(key, name -> stored(name, type));
        if (storage.type() != type || elements != storage.elements()) {
            throw new PickleException("says that storage " + key + " has " + elements + " " + type + ", the file has "
                    + storage.elements() + " " + storage.type());
        }
        return storage;
    }

    private TorchStorage stored(String key, ElementType type) {
        Member member = member("data/" + key);
        if (member.length() % type.bytes() != 0) {
            throw new PickleException(
                    "has a storage " + key + " of " + member.length() + " bytes, no whole number of " + type);
        }
        return new TorchStorage(file, member, type, member.length() / type.bytes());
    }

    private Member member(String name) {
        Member member = members.get(prefix + name);
        if (member == null) {
            throw new PickleException("refers to " + name + ", which the file lacks");
        }
        return member;
    }

    private byte[] bytes(Member member) throws IOException {
        if (member.length() > LONGEST_PICKLE) {
            throw new PickleException("would be " + member.length() + " bytes long");
        }
        member.verify(channel);
        ByteBuffer buffer = ByteBuffer.allocate((int) member.length());
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, member.position() + buffer.position()) < 0) {
                throw new EOFException("it ends too early");
            }
        }
        return buffer.array();
    }
}
