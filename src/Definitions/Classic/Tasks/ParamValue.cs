using Sluice.Definitions.Classic.Paths;
using Sluice.Model.Json;

namespace Sluice.Definitions.Classic.Tasks;

/// <summary>The value of a service parameter: a constant, or a path into the step's own input.</summary>
/// <remarks>Source: classic language, section 5.1.</remarks>
internal abstract record ParamValue
{
    private protected ParamValue()
    {
    }

    /// <returns>Null when a path leads nowhere, or the work is exhausted.</returns>
    public abstract JsonValue? Find(JsonValue input, PathWork work);
}

internal sealed record ParamConstant(JsonValue Value) : ParamValue
{
    public override JsonValue Find(JsonValue input, PathWork work) => Value;
}

/// <param name="Text">As written, for messages.</param>
internal sealed record ParamPath(JsonPath Path, string Text) : ParamValue
{
    public override JsonValue? Find(JsonValue input, PathWork work) => Path.Find(input, work);

    public override string ToString() => Text;
}
