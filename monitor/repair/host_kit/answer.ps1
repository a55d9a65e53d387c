
# The same question that a client asks first, from this computer to itself: an X.224 connection
# request for TLS (MS-RDPBCGR 2.2.1.1), then the handshake. If this works, look at the network.
Invoke-Part 'Does Remote Desktop answer here' {
  $port = Get-RdpPort
  $client = New-Object System.Net.Sockets.TcpClient
  try {
    $begun = $client.BeginConnect('127.0.0.1', $port, $null, $null)
    if (-not $begun.AsyncWaitHandle.WaitOne(5000)) { throw "Port $port does not answer." }
    $client.EndConnect($begun)
    $client.ReceiveTimeout = 10000
    $stream = $client.GetStream()
    [byte[]]$request = 3, 0, 0, 19, 14, 224, 0, 0, 0, 0, 0, 1, 0, 8, 0, 11, 0, 0, 0
    $stream.Write($request, 0, $request.Length)
    $answer = New-Object byte[] 19
    $length = 0
    while ($length -lt 19) {
      $more = $stream.Read($answer, $length, 19 - $length)
      if ($more -eq 0) { throw 'It hung up on the first request.' }
      $length += $more
    }
    if ($answer[11] -eq 3) { throw "It refuses TLS with failure code $($answer[15])." }
    $accept = [System.Net.Security.RemoteCertificateValidationCallback]{ $true }
    $tls = New-Object System.Net.Security.SslStream($stream, $false, $accept)
    $tls.AuthenticateAsClient('localhost', $null, [System.Security.Authentication.SslProtocols]::Tls12, $false)
    $shown = New-Object System.Security.Cryptography.X509Certificates.X509Certificate2($tls.RemoteCertificate)
    Write-Good "It answers with TLS and shows $($shown.Thumbprint), until $($shown.NotAfter.ToUniversalTime().ToString('u'))"
    if ($shown.NotAfter -lt (Get-Date)) { Write-Wrong 'That certificate has ended' }
    Write-Fact 'If people still cannot connect, the cause is between them and this computer: firewall, forwarding, VPN'
  } catch {
    Write-Wrong "Remote Desktop does not answer here as it should: $($_.Exception.GetBaseException().Message)"
  } finally {
    $client.Close()
  }
}
