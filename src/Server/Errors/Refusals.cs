using System.Globalization;
using Sluice.Model;
using Sluice.Server.Wire;

namespace Sluice.Server.Errors;

/// <summary>What is refused as HTTP, before it is a call: each status with its code and sentence.</summary>
/// <remarks>The API's catalogue has no codes for these; the envelope is the same. Source: protocol, section
/// 6.</remarks>
internal static class Refusals
{
    private static readonly string HeadersTooLarge = string.Create(
        CultureInfo.InvariantCulture,
        $"There may be at most {HeadLimits.Headers} headers, with {HeadLimits.HeaderBytes} bytes in all.");

    public static ApiException UnknownPath(string path) => ApiException.Refused(
        404, "NotFound", $"There is nothing at the path '{Excerpt.Of(path)}'; the API is at '/'.");

    public static ApiException MethodNotAllowed(string method) => ApiException.Refused(
        405, "MethodNotAllowed", $"The verb '{Excerpt.Of(method)}' is not supported; use GET or POST.");

    public static ApiException TooManyConnections(int most) => ApiException.ResourceThrottled(
        string.Create(CultureInfo.InvariantCulture, $"the server has {most} connections open already (setting maxConnections)"));

    /// <summary>For a status that the web server chose by itself.</summary>
    /// <param name="status">400 to 599.</param>
    public static ApiException ByStatus(int status)
    {
        var (code, message) = status switch
        {
            400 => ("BadRequest", "The request cannot be read as HTTP: check the request line, the Host header, "
                + "the other headers and the framing of the body."),
            405 => ("MethodNotAllowed", "This verb is not supported; use GET or POST."),
            408 => ("RequestTimeout", "The request did not arrive in time; send it again."),
            411 => ("LengthRequired", "A body needs a Content-Length, or must be chunked."),
            413 => ("EntityTooLarge", "The request is too large."),
            414 => ("UriTooLong", "The request line is too long; send parameters in a form body."),
            431 => ("RequestHeaderFieldsTooLarge", HeadersTooLarge),
            505 => ("HttpVersionNotSupported", "Use HTTP/1.1 or HTTP/1.0."),
            _ => ("Refused", "The web server refused the request."),
        };
        return ApiException.Refused(status, code, message);
    }
}
