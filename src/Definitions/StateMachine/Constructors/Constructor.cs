using Sluice.Definitions.Expressions;
using Sluice.Definitions.Syntax;
using Sluice.Model;
using Sluice.Model.Json;
using Sluice.Model.Secrets;

namespace Sluice.Definitions.StateMachine.Constructors;

/// <summary>
/// A constructor that has at least one expression in it; one without is a <see cref="Constant{T}"/>.
/// </summary>
internal sealed class Constructor(Template template, FieldPath field) : Computed<JsonPayload>
{
    /// <summary>Where it names secrets, in the value that it builds.</summary>
    public IReadOnlyList<SecretPlace> Secrets { get; } = [.. template.Secrets([])];

    public override Outcome<JsonPayload> Evaluate(Variables variables)
    {
        var evaluation = new Evaluation(variables) { Field = field };
        var value = template.Build(evaluation);
        if (evaluation.Failure is { } failure)
        {
            return failure;
        }

        var maxDepth = variables.Limits.JsonDepth;
        return value.Depth <= maxDepth
            ? JsonPayload.Of(value)
            : StepFailure.NestingExceeded($"The result of {field}", value.Depth, maxDepth);
    }
}
