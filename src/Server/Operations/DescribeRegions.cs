using System.Text.Json;
using Sluice.Model;
using Sluice.Server.Hosting;
using Sluice.Server.Wire;

namespace Sluice.Server.Operations;

/// <summary>DescribeRegions: this server is its only region.</summary>
/// <remarks>Two levels, because clients read <c>Regions.Region</c>. Source: API reference, section 9.3.</remarks>
internal static class DescribeRegions
{
    public static Task HandleAsync(Parameters parameters, Region region, Utf8JsonWriter answer)
    {
        CheckLanguage(parameters);
        answer.WriteStartObject("Regions"u8);
        answer.WriteStartArray("Region"u8);
        answer.WriteStartObject();
        answer.WriteString("RegionId"u8, region.Id);
        answer.WriteString("RegionEndpoint"u8, region.Endpoint);
        answer.WriteString("LocalName"u8, region.Id);
        answer.WriteEndObject();
        answer.WriteEndArray();
        answer.WriteEndObject();
        return Task.CompletedTask;
    }

    /// <remarks>The one name of this region is the same in every language.</remarks>
    private static void CheckLanguage(Parameters parameters)
    {
        if (parameters.Optional("AcceptLanguage") is { } language and not ("zh-CN" or "en-US"))
        {
            throw ApiException.InvalidArgument(
                "AcceptLanguage", $"'{Shown.Short(language)}' is not 'zh-CN' or 'en-US'");
        }
    }
}
