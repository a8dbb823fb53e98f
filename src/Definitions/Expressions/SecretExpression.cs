using Sluice.Model.Json;
using Sluice.Model.Secrets;

namespace Sluice.Definitions.Expressions;

/// <summary><c>$Secret.name</c>: the reference to a secret, whose value only the service's adapter puts in its place.</summary>
internal sealed record SecretExpression(string Name) : Expression
{
    public override int Height => 1;

    public override int Nodes => 1;

    public override JsonValue Evaluate(Evaluation evaluation) =>
        JsonValue.Of(evaluation.WithoutSecrets ? "" : SecretReference.Of(Name));
}
