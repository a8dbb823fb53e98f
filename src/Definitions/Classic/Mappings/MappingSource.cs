using System.Diagnostics;
using Sluice.Definitions.Classic.Paths;
using Sluice.Model.Json;

namespace Sluice.Definitions.Classic.Mappings;

/// <summary>What a mapping may look at.</summary>
internal readonly record struct MappingScope(JsonValue Input, JsonValue Local, Variables Variables, PathWork Work);

/// <summary>Where a mapping takes its value from: a closed family of two.</summary>
internal abstract record MappingSource
{
    private protected MappingSource()
    {
    }

    /// <returns>Null when a definite path leads nowhere: then there is no value, not even null.</returns>
    public abstract JsonValue? Find(MappingScope scope);
}

internal sealed record ConstantSource(JsonValue Value) : MappingSource
{
    public override JsonValue Find(MappingScope scope) => Value;
}

internal sealed record PathSource(MappingRoot Root, JsonPath Path) : MappingSource
{
    public override JsonValue? Find(MappingScope scope) => Path.Find(
        Root switch
        {
            MappingRoot.Input => scope.Input,
            MappingRoot.Local => scope.Local,
            MappingRoot.Context => ClassicContext.Of(scope.Variables),
            _ => throw new UnreachableException($"No root {Root}."),
        },
        scope.Work);
}

/// <summary>What a mapping's path starts from; <c>$input</c>, <c>$local</c> and <c>$context</c> as written.</summary>
internal enum MappingRoot
{
    Input,
    Local,
    Context,
}
