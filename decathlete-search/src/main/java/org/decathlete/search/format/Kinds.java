package org.decathlete.search.format;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.decathlete.search.grammar.Grammar;
import org.decathlete.search.grammar.ProductionPrior;
import org.decathlete.search.ranking.LossRanking;
import org.decathlete.search.ranking.PublishedRanking;
import org.decathlete.search.ranking.Ranking;
import org.decathlete.search.ranking.RegularizedRanking;
import org.decathlete.search.sampler.LocalSearch;
import org.decathlete.search.sampler.ModelPhase;
import org.decathlete.search.sampler.Portfolio;
import org.decathlete.search.sampler.PriorBand;
import org.decathlete.search.sampler.PriorSampler;
import org.decathlete.search.sampler.RandomSampler;
import org.decathlete.search.sampler.Sampler;
import org.decathlete.search.sampler.SobolSampler;
import org.decathlete.search.sampler.TreeParzen;
import org.decathlete.search.schedule.AsynchronousHalving;
import org.decathlete.search.schedule.FullBudget;
import org.decathlete.search.schedule.Hyperband;
import org.decathlete.search.schedule.InformedHyperband;
import org.decathlete.search.schedule.Scheduler;
import org.decathlete.search.schedule.SuccessiveHalving;
import org.decathlete.search.space.CategoricalParameter;
import org.decathlete.search.space.Condition;
import org.decathlete.search.space.ConstantParameter;
import org.decathlete.search.space.GrammarParameter;
import org.decathlete.search.space.IntegerParameter;
import org.decathlete.search.space.NumericPrior;
import org.decathlete.search.space.OrdinalParameter;
import org.decathlete.search.space.Parameter;
import org.decathlete.search.space.RealParameter;
import org.decathlete.search.trial.Objective;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;

/** What stands for what in JSON. It is said here and not by annotations, so that the records know nothing of their files. */
final class Kinds {
    private static final List<Class<?>> FAMILIES = List.of(
            Parameter.class,
            Condition.class,
            NumericPrior.class,
            ProductionPrior.class,
            Scheduler.class,
            Sampler.class,
            Ranking.class);

    private static final List<NamedType> KINDS = List.of(
            new NamedType(RealParameter.class, "real"),
            new NamedType(IntegerParameter.class, "integer"),
            new NamedType(CategoricalParameter.class, "categorical"),
            new NamedType(OrdinalParameter.class, "ordinal"),
            new NamedType(ConstantParameter.class, "constant"),
            new NamedType(GrammarParameter.class, "grammar"),
            new NamedType(Condition.IsOneOf.class, "isOneOf"),
            new NamedType(Condition.Within.class, "within"),
            new NamedType(Condition.Mentions.class, "mentions"),
            new NamedType(NumericPrior.Flat.class, "flat"),
            new NamedType(NumericPrior.Around.class, "around"),
            new NamedType(NumericPrior.Median.class, "median"),
            new NamedType(NumericPrior.Spike.class, "spike"),
            new NamedType(ProductionPrior.Even.class, "even"),
            new NamedType(ProductionPrior.Preferred.class, "preferred"),
            new NamedType(ProductionPrior.Near.class, "near"),
            new NamedType(ProductionPrior.Weighted.class, "weighted"),
            new NamedType(FullBudget.class, "fullBudget"),
            new NamedType(SuccessiveHalving.class, "successiveHalving"),
            new NamedType(Hyperband.class, "hyperband"),
            new NamedType(InformedHyperband.class, "informedHyperband"),
            new NamedType(AsynchronousHalving.class, "asynchronousHalving"),
            new NamedType(RandomSampler.class, "random"),
            new NamedType(SobolSampler.class, "sobol"),
            new NamedType(PriorSampler.class, "prior"),
            new NamedType(PriorBand.class, "priorBand"),
            new NamedType(TreeParzen.class, "treeParzen"),
            new NamedType(ModelPhase.class, "modelPhase"),
            new NamedType(LocalSearch.class, "localSearch"),
            new NamedType(Portfolio.class, "portfolio"),
            new NamedType(LossRanking.class, "loss"),
            new NamedType(RegularizedRanking.class, "regularized"),
            new NamedType(PublishedRanking.class, "published"));

    private Kinds() {}

    static JsonMapper.Builder register(JsonMapper.Builder builder) {
        FAMILIES.forEach(family -> builder.addMixIn(family, Typed.class));
        return builder.registerSubtypes(KINDS.toArray(NamedType[]::new))
                .addMixIn(Grammar.class, AsRules.class)
                .addMixIn(Objective.class, AsLimited.class)
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                .enable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    private interface Typed {}

    @JsonSerialize(converter = GrammarRules.From.class)
    @JsonDeserialize(converter = GrammarRules.To.class)
    private interface AsRules {}

    @JsonSerialize(converter = LimitedObjective.From.class)
    @JsonDeserialize(converter = LimitedObjective.To.class)
    private interface AsLimited {}
}
