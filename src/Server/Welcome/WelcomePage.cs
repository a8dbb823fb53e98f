using System.Net;
using System.Security.Cryptography;
using System.Text;
using Sluice.Server.Routing;

namespace Sluice.Server.Welcome;

/// <summary>What a person sees who opens the server's address in a browser: what this is, and where to go.</summary>
/// <remarks>It asks for nothing else and holds nothing secret, so everybody who can connect may see it.</remarks>
internal sealed class WelcomePage : IMount
{
    private static readonly string Version = typeof(WelcomePage).Assembly.GetName().Version!.ToString(3);

    private static readonly string Style = Read("page.css");

    private static readonly string English = Prepared("page-en.html");

    private static readonly string Chinese = Prepared("page-zh.html");

    /// <summary>The page's own style, and nothing from anywhere.</summary>
    private static readonly string ContentPolicy =
        $"default-src 'none'; img-src data:; style-src 'sha256-{Hash(Style)}'; base-uri 'none'; form-action 'none'; "
        + "frame-ancestors 'none'";

    /// <remarks>A browser opens the bare address. A caller of the API says what it wants, or does not want pages.</remarks>
    public bool Takes(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && request.Path.Value is "/"
        && !request.QueryString.HasValue
        && request.Headers.Authorization.Count == 0
        && !request.Headers.ContainsKey("x-acs-action")
        && request.Headers.Accept.Any(types => types?.Contains("text/html", StringComparison.OrdinalIgnoreCase) == true);

    public async Task AnswerAsync(HttpContext context, CancellationToken stopping)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.Vary = "Accept, Accept-Language";
        var page = Encoding.UTF8.GetBytes(For(context.Request));
        await Answer.Buffered(StatusCodes.Status200OK, "text/html;charset=utf-8", page).SendAsync(context, stopping);
    }

    private static string For(HttpRequest request) => (IsChinese(request) ? Chinese : English)
        .Replace("{host}", WebUtility.HtmlEncode(request.Host.ToString()), StringComparison.Ordinal)
        .Replace("{scheme}", request.IsHttps ? "https" : "http", StringComparison.Ordinal);

    /// <summary>Whether Chinese comes before English in what the browser's user reads.</summary>
    private static bool IsChinese(HttpRequest request) => request.GetTypedHeaders().AcceptLanguage
        .OrderByDescending(language => language.Quality ?? 1)
        .Select(language => language.Value.ToString().Split('-')[0].ToLowerInvariant())
        .FirstOrDefault(language => language is "zh" or "en") == "zh";

    private static string Prepared(string name) => Read(name)
        .Replace("{style}", Style, StringComparison.Ordinal)
        .Replace("{version}", Version, StringComparison.Ordinal);

    private static string Hash(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Read(string name)
    {
        using var stream = typeof(WelcomePage).Assembly.GetManifestResourceStream(typeof(WelcomePage), name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
