package org.decathlete.core.spec;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import tools.jackson.databind.DatabindContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.jsontype.impl.TypeIdResolverBase;

/** Tells Jackson which record a {@code type} stands for, by {@link NetworkSpecs}. */
final class NetworkSpecIdResolver extends TypeIdResolverBase {

    @Override
    public String idFromValue(DatabindContext context, Object value) {
        return NetworkSpecs.type(((NetworkSpec) value).type()).name();
    }

    @Override
    public String idFromValueAndType(DatabindContext context, Object value, Class<?> suggested) {
        return idFromValue(context, value);
    }

    @Override
    public JavaType typeFromId(DatabindContext context, String id) {
        return context.constructType(NetworkSpecs.type(id).record());
    }

    @Override
    public JsonTypeInfo.Id getMechanism() {
        return JsonTypeInfo.Id.CUSTOM;
    }
}
