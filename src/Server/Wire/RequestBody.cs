using System.Buffers;
using Microsoft.AspNetCore.Http.Features;
using Sluice.Model;

namespace Sluice.Server.Wire;

/// <summary>Reads a whole body into memory, up to a limit.</summary>
internal static class RequestBody
{
    private const int MostFirstBytes = 4096;

    /// <summary>The body's bytes; empty when there is none.</summary>
    /// <remarks>Counts bytes, because a chunked body declares no length. Source: protocol, section 3, step
    /// 3.</remarks>
    /// <exception cref="ApiException"><c>EntityTooLarge</c>.</exception>
    /// <exception cref="BadHttpRequestException">The body ended early, came too slowly, or its chunks are
    /// broken.</exception>
    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(
        HttpContext context, int maxBytes, CancellationToken cancellationToken)
    {
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
        {
            return default;
        }

        if (context.Request.ContentLength > maxBytes)
        {
            throw ApiException.EntityTooLarge(maxBytes);
        }

        try
        {
            return await ReadAllAsync(context, maxBytes, cancellationToken);
        }
        catch (Exception e) when (
            e is not (ApiException or BadHttpRequestException) && !HangUp.Is(e, cancellationToken))
        {
            // Whatever goes wrong with bytes on their way in is their sender's doing. The web server has many words for
            // it: a chunk size that overflows is an IOException, a trailer with a strange byte an
            // InvalidOperationException, and a stream that is reset shows in any of the reader's calls.
            throw new BadHttpRequestException("The body cannot be read.", e);
        }
    }

    private static async ValueTask<ReadOnlyMemory<byte>> ReadAllAsync(
        HttpContext context, int maxBytes, CancellationToken cancellationToken)
    {
        // A declared length is only a promise, so memory grows with what has come.
        var reader = context.Request.BodyReader;
        var body = new ArrayBufferWriter<byte>(
            (int)Math.Clamp(context.Request.ContentLength ?? MostFirstBytes, 1, MostFirstBytes));
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken);
            if (body.WrittenCount + result.Buffer.Length > maxBytes)
            {
                reader.AdvanceTo(result.Buffer.End);
                throw ApiException.EntityTooLarge(maxBytes);
            }

            foreach (var segment in result.Buffer)
            {
                body.Write(segment.Span);
            }

            reader.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
            {
                return body.WrittenMemory;
            }
        }
    }
}
