using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Sluice.Model;
using Sluice.Server.Authentication;

namespace Sluice.Server.OwnApi;

/// <summary>The path of a request, taken apart.</summary>
/// <param name="Segments">Behind <see cref="Prefix"/>, decoded; none for a path that does not begin with it.</param>
/// <param name="Canonical">The whole path in the one spelling that signatures are made over.</param>
internal sealed record OwnPath(IReadOnlyList<string> Segments, string Canonical)
{
    public const string Prefix = "/sluice/api/v1";

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Whether a request is for the own API, of this version or another one.</summary>
    public static bool IsOurs(PathString path) => path.StartsWithSegments("/sluice/api", StringComparison.Ordinal);

    /// <remarks>The web server decodes a path but for slashes, so what was sent is asked for.</remarks>
    /// <exception cref="ApiException"><c>InvalidArgument</c>.</exception>
    public static OwnPath Of(HttpContext context)
    {
        var raw = context.Features.Get<IHttpRequestFeature>()?.RawTarget is { } target && target.StartsWith('/')
            ? target.Split('?', 2)[0]
            : context.Request.Path.ToUriComponent();
        string[] all = [.. raw[1..].Split('/').Select(Decode)];
        return new(all is ["sluice", "api", "v1", .. var rest] ? rest : [], Write(all));
    }

    private static string Decode(string segment)
    {
        try
        {
            var bytes = new ArrayBufferWriter<byte>(segment.Length + 1);
            for (var i = 0; i < segment.Length; i++)
            {
                var isEscape = segment[i] == '%';
                bytes.Write([isEscape ? Convert.FromHexString(segment.AsSpan(i + 1, 2))[0] : checked((byte)segment[i])]);
                i += isEscape ? 2 : 0;
            }

            return StrictUtf8.GetString(bytes.WrittenSpan);
        }
        catch (Exception e) when (
            e is FormatException or ArgumentException or OverflowException)
        {
            throw ApiException.InvalidArgument("path", $"'{Excerpt.Of(segment)}' is not percent-encoded UTF-8");
        }
    }

    private static string Write(IReadOnlyList<string> segments)
    {
        var path = new ArrayBufferWriter<byte>(128);
        foreach (var segment in segments)
        {
            path.Write("/"u8);
            CanonicalForm.WriteEncoded(Encoding.UTF8.GetBytes(segment), path);
        }

        return Encoding.ASCII.GetString(path.WrittenSpan);
    }
}
