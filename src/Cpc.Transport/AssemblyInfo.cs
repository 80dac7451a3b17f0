using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Cpc.Transport.Tests")]
