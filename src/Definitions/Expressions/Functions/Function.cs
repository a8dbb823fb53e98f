using System.Diagnostics.CodeAnalysis;
using Sluice.Definitions.Expressions.Functions;
using Sluice.Model.Json;

namespace Sluice.Definitions.Expressions;

/// <summary>What a function does, given arguments that its parameters accept.</summary>
internal delegate JsonValue FunctionBody(JsonValue[] arguments, Evaluation evaluation);

/// <summary>What can be made ready, or refused, before a call is evaluated.</summary>
/// <param name="Body">The body to use.</param>
/// <param name="Problem">
/// Why the call can never succeed, without a full stop at the end; null when it can.
/// </param>
/// <param name="Argument">The argument to blame, from 0.</param>
internal readonly record struct Binding(FunctionBody Body, string? Problem = null, int Argument = 0);

/// <summary>A built-in function.</summary>
/// <remarks>Source: definition language, section 5.</remarks>
internal sealed class Function(string name, FunctionBody body, params JsonKinds[] parameters)
{
    public string Name { get; } = name;

    /// <summary>What each parameter accepts, without the further ones.</summary>
    public IReadOnlyList<JsonKinds> Parameters => parameters;

    /// <summary>Any number of further arguments, of any kind.</summary>
    public bool TakesMore { get; init; }

    /// <summary>Looks at the arguments that are literals, null for the others.</summary>
    public Func<IReadOnlyList<JsonValue?>, Binding> Bind { get; init; } = _ => new(body);

    /// <summary>Such as <c>2 arguments</c>.</summary>
    public string Arity =>
        $"{(TakesMore ? "at least " : "")}{parameters.Length} argument{(parameters.Length == 1 ? "" : "s")}";

    public bool AcceptsCount(int count) => count == parameters.Length || (TakesMore && count > parameters.Length);

    /// <summary>Whether a value may be an argument.</summary>
    /// <param name="place">From 0.</param>
    public bool Accepts(int place, JsonValue value, [NotNullWhen(false)] out string? problem) =>
        Accepts(place, JsonKindNames.Of(value), value.KindName, out problem);

    /// <param name="kinds">What is known of the argument.</param>
    /// <param name="kindName">The same for people.</param>
    public bool Accepts(int place, JsonKinds kinds, string kindName, [NotNullWhen(false)] out string? problem)
    {
        var wanted = place < parameters.Length ? parameters[place] : JsonKinds.Any;
        var fits = (wanted & kinds) != 0;
        problem = fits
            ? null
            : $"argument {place + 1} of {Name} must be {JsonKindNames.Describe(wanted)}, not {kindName}";
        return fits;
    }
}
