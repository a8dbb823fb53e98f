using Sluice.Definitions.Classic.Paths;
using Sluice.Model;
using Sluice.Model.Json;

namespace Sluice.Definitions.Classic.Mappings;

/// <summary>One list of mappings: it makes an object with these targets and no others.</summary>
/// <param name="name">The field that it stands in, such as <c>outputMappings</c>.</param>
/// <remarks>
/// A target that is given twice has its last value. One whose path leads nowhere is left out. Source: classic
/// language, section 2.2.
/// </remarks>
internal sealed class MappingList(string name, IReadOnlyList<Mapping> mappings)
{
    public Outcome<JsonPayload> Build(JsonValue input, JsonValue local, Variables variables)
    {
        var scope = new MappingScope(input, local, variables, new PathWork(variables.Limits, variables.Work));
        var members = new List<KeyValuePair<string, JsonValue>>(mappings.Count);
        foreach (var (target, source) in mappings)
        {
            var value = source.Find(scope);
            if (scope.Work.IsExhausted)
            {
                return PathWork.Failure(name);
            }

            if (value is not null)
            {
                members.Add(KeyValuePair.Create(target, value));
            }
        }

        return JsonPayload.Of(JsonObject.Of(members));
    }
}

internal sealed record Mapping(string Target, MappingSource Source);
