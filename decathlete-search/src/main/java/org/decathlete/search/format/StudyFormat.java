package org.decathlete.search.format;

import org.decathlete.search.study.StudySettings;
import org.decathlete.search.trial.Trial;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;

/**
 * Writes and reads settings and trials. What is read equals what was written, digit for digit; an unknown field, a missing one, an
 * unknown kind or a newer version is refused with a word about which.
 *
 * <p>Every document names its format and its version:
 *
 * <pre>{@code {"format": "decathlete-study", "version": 1, "content": {"space": {"parameters": [{"type": "real", …}]}, …}}}</pre>
 *
 * <p>Immutable and safe for use by several threads at once.
 */
public final class StudyFormat {
    /** The version that is written. */
    public static final int VERSION = 1;

    private static final String STUDY = "decathlete-study";
    private final JsonMapper mapper;

    private StudyFormat(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /** With the kinds of this library. */
    public static StudyFormat standard() {
        return new StudyFormat(Kinds.register(JsonMapper.builder()).build());
    }

    /**
     * The same with a scheduler, sampler or ranking of one's own.
     *
     * @param kind its name in the field {@code type}; stays the same for ever
     * @param record the record that holds it
     */
    public StudyFormat with(String kind, Class<? extends Record> record) {
        return new StudyFormat(
                mapper.rebuild().registerSubtypes(new NamedType(record, kind)).build());
    }

    /** Settings as one line of JSON. */
    public String write(StudySettings settings) {
        return document(STUDY, settings);
    }

    /** Reads what {@link #write(StudySettings)} writes. */
    public StudySettings read(String json) {
        return content(STUDY, json, StudySettings.class);
    }

    /** A trial as one line of JSON, without a version of its own. */
    public String write(Trial trial) {
        return mapper.writeValueAsString(trial);
    }

    /** Reads what {@link #write(Trial)} writes. */
    public Trial readTrial(String json) {
        try {
            return mapper.readValue(json, Trial.class);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not a trial: " + e.getOriginalMessage() + where(e) + " in " + json, e);
        }
    }

    /** Any content as one line of JSON that names its format and the version. */
    public String document(String format, Object content) {
        return mapper.writeValueAsString(new Document(format, VERSION, mapper.valueToTree(content)));
    }

    /** Reads what {@link #document} writes. */
    public <T> T content(String format, String json, Class<T> type) {
        try {
            JsonNode document = mapper.readTree(json);
            if (!format.equals(document.path("format").asString(""))) {
                throw new IllegalArgumentException(
                        "its field \"format\" is " + document.path("format") + " instead of " + format);
            }
            int version = document.path("version").asInt(0);
            if (version < 1 || version > VERSION) {
                throw new IllegalArgumentException(format + " of version " + document.path("version")
                        + ", but this program reads versions up to " + VERSION + "; use a newer program");
            }
            return mapper.treeToValue(
                    mapper.treeToValue(document, Document.class).content(), type);
        } catch (JacksonException e) {
            throw new IllegalArgumentException("not a " + format + ": " + e.getOriginalMessage() + where(e), e);
        }
    }

    private record Document(String format, int version, JsonNode content) {}

    /** Such as " (at space.parameters[2].type)". */
    private static String where(JacksonException e) {
        StringBuilder path = new StringBuilder();
        e.getPath().forEach(step -> {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
            }
        });
        return path.isEmpty() ? "" : " (at " + path + ")";
    }
}
