using Sluice.Definitions.Expressions.Functions;

namespace Sluice.Definitions.Expressions;

/// <summary>Every function, by name.</summary>
internal static class FunctionTable
{
    private static readonly Dictionary<string, Function> ByName =
        new[] { TextFunctions.All, DataFunctions.All, CodingFunctions.All, NumberFunctions.All }
            .SelectMany(functions => functions)
            .ToDictionary(function => function.Name, StringComparer.Ordinal);

    public static IReadOnlyCollection<string> Names => ByName.Keys;

    public static Function? Find(string name) => ByName.GetValueOrDefault(name);
}
