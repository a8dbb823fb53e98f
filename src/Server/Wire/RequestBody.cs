using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;
using Sluice.Model;
using Sluice.Server.Guests;

namespace Sluice.Server.Wire;

/// <summary>Reads a whole body into memory, up to a limit, within the time that a request has.</summary>
internal static class RequestBody
{
    /// <summary>From here on a body is large: its head is looked at before it is taken.</summary>
    public const int LargeBytes = 64 * 1024;

    /// <summary>The body's bytes; empty when there is none.</summary>
    /// <param name="visit">Holds the memory, until it ends.</param>
    /// <param name="lookAtHead">Asked once before more than <see cref="LargeBytes"/> are taken; throws what is wrong
    /// already.</param>
    /// <remarks>Counts bytes, because a chunked body declares no length. Source: protocol, section 3, step
    /// 3.</remarks>
    /// <exception cref="ApiException"><c>EntityTooLarge</c>; <c>ResourceThrottled</c>: there is no memory for it.</exception>
    /// <exception cref="BadHttpRequestException">The body ended early, came too slowly, or its chunks are
    /// broken.</exception>
    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(
        HttpContext context, Visit visit, int maxBytes, Action lookAtHead, CancellationToken cancellationToken)
    {
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
        {
            return default;
        }

        if (context.Request.ContentLength > maxBytes)
        {
            throw ApiException.EntityTooLarge(maxBytes);
        }

        if (context.Request.ContentLength > LargeBytes)
        {
            lookAtHead();
        }

        try
        {
            var reader = context.Request.BodyReader;
            var result = await reader.ReadAsync(cancellationToken);
            return result.IsCompleted && result.Buffer.Length <= BodyPieces.FreeBytes
                ? TakeSmall(reader, result.Buffer)
                : await ReadLongAsync(reader, result, context.Request.ContentLength, visit, maxBytes, lookAtHead, cancellationToken);
        }
        catch (Exception e) when (
            e is not (ApiException or BadHttpRequestException or OutOfMemoryException) && !HangUp.Is(e, cancellationToken))
        {
            // Whatever goes wrong with bytes on their way in is their sender's doing. The web server has many words for
            // it: a chunk size that overflows is an IOException, a trailer with a strange byte an
            // InvalidOperationException, and a stream that is reset shows in any of the reader's calls.
            throw new BadHttpRequestException("The body cannot be read.", e);
        }
    }

    private static byte[] TakeSmall(PipeReader reader, in ReadOnlySequence<byte> buffer)
    {
        var body = buffer.ToArray();
        reader.AdvanceTo(buffer.End);
        return body;
    }

    private static async ValueTask<ReadOnlyMemory<byte>> ReadLongAsync(
        PipeReader reader,
        ReadResult result,
        long? declared,
        Visit visit,
        int maxBytes,
        Action lookAtHead,
        CancellationToken cancellationToken)
    {
        using var intake = visit.BeginIntake(reader);
        using var pieces = new BodyPieces(visit);
        for (var hasLooked = declared > LargeBytes; ; result = await reader.ReadAsync(cancellationToken))
        {
            if (result.IsCanceled)
            {
                reader.AdvanceTo(result.Buffer.End);
                throw new BadHttpRequestException("The body did not come in time.", StatusCodes.Status408RequestTimeout);
            }

            Take(reader, result.Buffer, pieces, maxBytes);
            if (pieces.Count > LargeBytes && !hasLooked)
            {
                hasLooked = true;
                lookAtHead();
            }

            if (result.IsCompleted)
            {
                visit.HoldAnyway(pieces.Count > BodyPieces.FreeBytes ? pieces.Count : 0);
                return pieces.ToArray();
            }
        }
    }

    private static void Take(PipeReader reader, in ReadOnlySequence<byte> buffer, BodyPieces pieces, int maxBytes)
    {
        try
        {
            if (pieces.Count + buffer.Length > maxBytes)
            {
                throw ApiException.EntityTooLarge(maxBytes);
            }

            foreach (var segment in buffer)
            {
                pieces.Write(segment.Span);
            }
        }
        finally
        {
            reader.AdvanceTo(buffer.End);
        }
    }
}
