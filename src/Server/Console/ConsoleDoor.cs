using System.Security.Cryptography;
using System.Text;
using Sluice.Server.Routing;

namespace Sluice.Server.Console;

/// <summary>Gives browsers the console, under <c>/console</c>.</summary>
/// <remarks>
/// The files hold nothing of anybody, so whoever can connect may have them. What they show comes from the own API, which asks
/// who calls.
/// </remarks>
internal sealed class ConsoleDoor(ConsoleFiles files) : IMount
{
    private const string Root = "/console";

    /// <summary>Where the names of files hold a hash of their content, so that they never change.</summary>
    private const string Hashed = "assets/";

    /// <summary>What stands in the page where the nonce goes.</summary>
    private const string NonceMark = "__NONCE__";

    private static readonly byte[] NotBuilt = Encoding.UTF8.GetBytes(
        """
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><title>Sluice</title><link rel="icon" href="data:,"></head>
        <body>
        <h1>This server was built without its console</h1>
        <p>The console is built with Node.js 20 or newer, which was not there. Install it, and start the server again with
        <code>./run</code>: that builds the console, too. Everything else of this server works.</p>
        <h1 lang="zh-CN">此服务器在构建时没有包含控制台</h1>
        <p lang="zh-CN">构建控制台需要 Node.js 20 或更高版本。请安装后重新执行 <code>./run</code>，控制台会一并构建。服务器的其他功能不受影响。</p>
        </body>
        </html>

        """);

    public bool Takes(HttpRequest request) => request.Path.StartsWithSegments(Root, StringComparison.Ordinal);

    public async Task AnswerAsync(HttpContext context, CancellationToken stopping)
    {
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        await Find(context).SendAsync(context, stopping);
    }

    private Answer Find(HttpContext context)
    {
        var method = context.Request.Method;
        if (!HttpMethods.IsGet(method) && !HttpMethods.IsHead(method))
        {
            context.Response.Headers.Allow = "GET, HEAD";
            return Answer.Buffered(StatusCodes.Status405MethodNotAllowed, "text/plain;charset=utf-8", "Only GET and HEAD.\n"u8.ToArray());
        }

        var path = context.Request.Path.Value![Root.Length..].TrimStart('/');
        return files.TryFind(path, out var file) ? File(context, path, file)
            : path.StartsWith(Hashed, StringComparison.Ordinal) ? NoSuchFile(context)
            : files.Page is { } page ? Page(context, page)
            : Missing(context);
    }

    private static Answer File(HttpContext context, string path, ConsoleFile file)
    {
        var headers = context.Response.Headers;
        var (body, encoding) = file.For(context.Request.Headers.AcceptEncoding.ToString());
        headers.CacheControl = path.StartsWith(Hashed, StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-cache";
        headers.Vary = "Accept-Encoding";
        if (encoding is not null)
        {
            headers.ContentEncoding = encoding;
        }

        return Answer.Buffered(StatusCodes.Status200OK, file.ContentType, body);
    }

    /// <summary>Every other path is a page of the console's own, which finds out itself whether there is such a one.</summary>
    private static Answer Page(HttpContext context, string page)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ContentSecurityPolicy = PolicyWith(nonce);
        return Answer.Buffered(
            StatusCodes.Status200OK,
            "text/html;charset=utf-8",
            Encoding.UTF8.GetBytes(page.Replace(NonceMark, nonce, StringComparison.Ordinal)));
    }

    private static Answer NoSuchFile(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        return Answer.Buffered(StatusCodes.Status404NotFound, "text/plain;charset=utf-8", "There is no such file.\n"u8.ToArray());
    }

    private static Answer Missing(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ContentSecurityPolicy =
            "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        return Answer.Buffered(StatusCodes.Status404NotFound, "text/html;charset=utf-8", NotBuilt);
    }

    /// <summary>The console's own files and its own server; styles too when they bear this answer's nonce.</summary>
    private static string PolicyWith(string nonce) =>
        $"default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; font-src 'self'; "
        + "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
}
