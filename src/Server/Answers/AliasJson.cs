using System.Globalization;
using System.Text.Json;
using Sluice.Engine.Api;
using Sluice.Model;

namespace Sluice.Server.Answers;

/// <summary>The members of an alias, in the three shapes that clients expect.</summary>
/// <remarks>A weight is a number everywhere but in the list. Source: API reference, sections 5.5 and 12 (Q12).</remarks>
internal static class AliasJson
{
    /// <summary>As CreateFlowAlias shows it, among the answer's own members.</summary>
    public static void Write(Utf8JsonWriter json, AliasView alias) => Write(json, alias, weightsAsText: false);

    /// <summary>As DescribeFlowAlias and UpdateFlowAlias show it.</summary>
    public static void WriteNested(Utf8JsonWriter json, AliasView alias)
    {
        json.WriteStartObject("Alias"u8);
        Write(json, alias, weightsAsText: false);
        json.WriteEndObject();
    }

    /// <summary>As ListFlowAliases shows it.</summary>
    public static void WriteListed(Utf8JsonWriter json, AliasView alias) => Write(json, alias, weightsAsText: true);

    private static void Write(Utf8JsonWriter json, AliasView alias, bool weightsAsText)
    {
        json.WriteString("Name"u8, alias.Name);
        json.WriteString("Description"u8, alias.Description);
        json.WriteStartArray("RoutingConfigurations"u8);
        WriteRoute(json, alias.Routing.First, weightsAsText);
        if (alias.Routing.Second is { } second)
        {
            WriteRoute(json, second, weightsAsText);
        }

        json.WriteEndArray();
        Times.Write(json, "CreatedTime"u8, alias.Created);
    }

    private static void WriteRoute(Utf8JsonWriter json, AliasRoute route, bool weightAsText)
    {
        json.WriteStartObject();
        json.WriteString("Version"u8, route.Version.ToString(CultureInfo.InvariantCulture));
        if (weightAsText)
        {
            json.WriteString("Weight"u8, route.Weight.ToString(CultureInfo.InvariantCulture));
        }
        else
        {
            json.WriteNumber("Weight"u8, route.Weight);
        }

        json.WriteEndObject();
    }
}
