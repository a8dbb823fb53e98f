using System.Text.Json;
using Sluice.Model;
using Sluice.Server.Permissions;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>DescribeRegions: this server is its only region.</summary>
/// <remarks>Two levels, because clients read <c>Regions.Region</c>. Source: API reference, section 9.3.</remarks>
internal static class DescribeRegions
{
    public static Operation Of(Region region) => new Operation<string?>(nameof(DescribeRegions), mutates: false)
    {
        Naming = [],
        Reading = (parameters, _) => Read(parameters),
        Subject = _ => Subject.Anything,
        Run = (_, _, answer, _) =>
        {
            Write(region, answer);
            return Task.CompletedTask;
        },
    };

    private static void Write(Region region, Utf8JsonWriter answer)
    {
        answer.WriteStartObject("Regions"u8);
        answer.WriteStartArray("Region"u8);
        answer.WriteStartObject();
        answer.WriteString("RegionId"u8, region.Id);
        answer.WriteString("RegionEndpoint"u8, region.Endpoint);
        answer.WriteString("LocalName"u8, region.Id);
        answer.WriteEndObject();
        answer.WriteEndArray();
        answer.WriteEndObject();
    }

    /// <remarks>The one name of this region is the same in every language.</remarks>
    private static string? Read(Parameters parameters) => parameters.Optional("AcceptLanguage") switch
    {
        null or "zh-CN" or "en-US" => parameters.Optional("AcceptLanguage"),
        var language => throw ApiException.InvalidArgument(
            "AcceptLanguage", $"'{Excerpt.Of(language)}' is not 'zh-CN' or 'en-US'"),
    };
}
