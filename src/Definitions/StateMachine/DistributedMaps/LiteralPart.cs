using Sluice.Definitions.Syntax;

namespace Sluice.Definitions.StateMachine.DistributedMaps;

/// <summary>Checks members of a constructor that have a shape of their own.</summary>
/// <remarks>Where a member is computed (<c>Name.$</c>) there is nothing to check yet, and nothing is missing.</remarks>
internal static class LiteralPart
{
    /// <summary>A text; null when it is computed, absent or refused.</summary>
    public static string? Text(Fields fields, string name, bool isRequired) =>
        fields.Text(name, isRequired && !IsComputed(fields, name));

    /// <summary>The members of a mapping; null when it is computed, absent or refused.</summary>
    public static Fields? Mapping(Fields fields, string name, bool isRequired) =>
        fields.Mapping(name, isRequired && !IsComputed(fields, name)) is { } node
            ? fields.Nested(node, fields.PathOf(name))
            : null;

    private static bool IsComputed(Fields fields, string name) =>
        fields.Find(name + Fields.ExpressionSuffix) is not null;
}
