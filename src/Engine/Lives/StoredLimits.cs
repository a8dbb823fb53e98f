using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Sluice.Model;

namespace Sluice.Engine.Lives;

/// <summary>How limits are stored: by name, in the order of their declaration.</summary>
public static class StoredLimits
{
    public static string Write(Limits limits) => JsonSerializer.Serialize(limits, LimitsContext.Default.Limits);

    /// <summary>Limits that some release has written; one that it did not know has the default of this one.</summary>
    /// <exception cref="JsonException">They are not written so.</exception>
    public static Limits Read(string json)
    {
        var all = JsonSerializer.SerializeToNode(Limits.Default, LimitsContext.Default.Limits)!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(json)?.AsObject() ?? [])
        {
            all[name] = value?.DeepClone();
        }

        return all.Deserialize(LimitsContext.Default.Limits) ?? Limits.Default;
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Limits))]
internal sealed partial class LimitsContext : JsonSerializerContext;
