using Sluice.Definitions.Classic.Paths;
using Sluice.Definitions.Syntax;
using Sluice.Model.Json;

namespace Sluice.Definitions.Classic.Tasks;

/// <summary>Reads <c>serviceParams</c>, as far as its target is known.</summary>
/// <remarks>Source: classic language, section 5.1.</remarks>
internal static class ServiceParamsReader
{
    /// <summary>The values by name, in written order; those that are refused are left out.</summary>
    /// <param name="task">The task's own fields.</param>
    public static IReadOnlyList<(string Name, ParamValue Value)> Read(Fields task, TaskTarget target)
    {
        var node = task.Mapping("serviceParams") ?? new MappingNode([], task.Node.Position);
        var fields = task.Nested(node, task.PathOf("serviceParams"));
        if (target.Params is { } known)
        {
            Keys.Check(fields, [.. known.Select(param => param.Name)]);
            CheckEach(fields, known);
        }

        return
        [
            .. fields.Node.Entries
                .Select(entry => (entry.Key, Value: ReadValue(fields, entry)))
                .Where(read => read.Value is not null)
                .Select(read => (read.Key, read.Value!)),
        ];
    }

    private static ParamValue? ReadValue(Fields fields, MappingEntry entry)
    {
        if (entry.Value is not ScalarNode { Value: JsonString text } scalar || !PathReader.StartsWith(text.Value, "$"))
        {
            return new ParamConstant(entry.Value.ToJson());
        }

        return PathReader.Read(fields, scalar, entry.Key, "$") is { } path ? new ParamPath(path, text.Value) : null;
    }

    private static void CheckEach(Fields fields, IReadOnlyList<ServiceParam> known)
    {
        foreach (var param in known)
        {
            if (fields.Find(param.Name) is not { } entry)
            {
                if (param.IsRequired)
                {
                    fields.Missing(param.Name);
                }
            }
            else if (param.Choices is { } choices)
            {
                CheckChoice(fields, param.Name, entry.Value, choices);
            }
            else if (param.Range is var (min, max) && !IsPath(entry.Value))
            {
                fields.Integer(param.Name, min, max);
            }
        }
    }

    /// <remarks>What the pattern does hangs on it, so that it cannot be computed.</remarks>
    private static void CheckChoice(Fields fields, string name, SyntaxNode value, IReadOnlyList<string> choices)
    {
        if (value is not ScalarNode { Value: JsonString text } || !choices.Contains(text.Value))
        {
            fields.Error(
                DiagnosticCodes.BadServiceParam,
                value.Position,
                $"{fields.PathOf(name)} must be {string.Join(" or ", choices)}");
        }
    }

    private static bool IsPath(SyntaxNode value) =>
        value is ScalarNode { Value: JsonString text } && PathReader.StartsWith(text.Value, "$");
}
