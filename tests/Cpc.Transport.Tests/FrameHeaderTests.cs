namespace Cpc.Transport.Tests;

public class FrameHeaderTests
{
    [Fact]
    public void The_bytes_of_a_header_are_fixed()
    {
        var bytes = new byte[FrameHeader.Size];
        new FrameHeader(FrameKind.Data, FrameFlags.Open | FrameFlags.Fin, 0x1234, 0x0102030405060708).Write(bytes);
        Assert.Equal("010312340102030405060708", Convert.ToHexStringLower(bytes));
    }

    [Theory]
    [InlineData(1, 0, 1, 1)]
    [InlineData(1, 0, 16384, 4)]
    [InlineData(1, 1, 0, 1)]
    [InlineData(1, 2, 0, 1)]
    [InlineData(1, 3, 10, 1)]
    [InlineData(2, 4, 0, 1)]
    [InlineData(2, 8, 0, 1)]
    [InlineData(2, 12, 0, 1)]
    [InlineData(3, 0, 4, 0)]
    [InlineData(3, 0, 4, 7)]
    [InlineData(4, 0, 8, 0)]
    [InlineData(5, 0, 8, 0)]
    [InlineData(6, 0, 1, 0)]
    [InlineData(7, 0, 8, 0)]
    [InlineData(1, 0, 1, (1UL << 62) - 1)]
    public void A_right_header_reads_back(byte kind, byte flags, int length, ulong stream)
    {
        var bytes = new byte[FrameHeader.Size];
        var header = new FrameHeader((FrameKind)kind, (FrameFlags)flags, length, stream);
        header.Write(bytes);
        Assert.True(FrameHeader.TryRead(bytes, out var read));
        Assert.Equal(header, read);
    }

    [Theory]
    [InlineData(0, 0, 0, 0)] // unknown kinds
    [InlineData(8, 0, 0, 0)]
    [InlineData(255, 0, 0, 1)]
    [InlineData(1, 0, 1, 0)] // data of no stream
    [InlineData(1, 0, 0, 1)] // data that says nothing
    [InlineData(1, 0, 16385, 1)] // too long
    [InlineData(1, 0, 65535, 1)]
    [InlineData(1, 4, 1, 1)] // flags of another kind
    [InlineData(1, 16, 1, 1)]
    [InlineData(1, 0, 1, 1UL << 62)] // number of a stream too large
    [InlineData(2, 0, 0, 1)] // reset of nothing
    [InlineData(2, 1, 0, 1)]
    [InlineData(2, 4, 1, 1)]
    [InlineData(2, 4, 0, 0)]
    [InlineData(3, 0, 3, 1)] // credit of a wrong size
    [InlineData(3, 0, 5, 1)]
    [InlineData(3, 1, 4, 1)]
    [InlineData(4, 0, 7, 0)] // ping
    [InlineData(4, 0, 8, 1)]
    [InlineData(4, 1, 8, 0)]
    [InlineData(5, 0, 9, 0)] // pong
    [InlineData(5, 0, 8, 2)]
    [InlineData(6, 0, 0, 0)] // goaway
    [InlineData(6, 0, 2, 0)]
    [InlineData(6, 0, 1, 1)]
    [InlineData(7, 0, 7, 0)] // settings
    [InlineData(7, 0, 8, 1)]
    [InlineData(7, 2, 8, 0)]
    public void A_wrong_header_is_refused(byte kind, byte flags, int length, ulong stream)
    {
        var bytes = new byte[FrameHeader.Size];
        new FrameHeader((FrameKind)kind, (FrameFlags)flags, length, stream).Write(bytes);
        Assert.False(FrameHeader.TryRead(bytes, out _));
    }
}
