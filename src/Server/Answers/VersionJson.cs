using System.Globalization;
using System.Text.Json;
using Sluice.Engine.Api;

namespace Sluice.Server.Answers;

/// <summary>The members of a version.</summary>
/// <remarks>Source: API reference, section 5.5.</remarks>
internal static class VersionJson
{
    public static void Write(Utf8JsonWriter json, VersionView version)
    {
        json.WriteString("Version"u8, version.Number.ToString(CultureInfo.InvariantCulture));
        json.WriteString("Description"u8, version.Description);
        Times.Write(json, "CreatedTime"u8, version.Created);
    }
}
